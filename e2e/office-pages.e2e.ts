import { assertEveryPage } from './every-page.ts';

// The plan on one page, some nineteen thousand elements, is looked at on the public site: this one has the same.
const within = /^\/(oglio-po\/ufficio(?!\/piano\/[^/]+\/documento\/intero)|profilo)/;

assertEveryPage([
  {
    who: 'the director',
    name: 'Marta Bellini',
    starts: ['/oglio-po/ufficio', '/profilo'],
    within,
    least: 60,
  },
  {
    who: 'the administrator',
    name: 'Nadia Persico',
    // The director has seen the rest of the workplace.
    starts: ['/oglio-po/ufficio/impostazioni', '/oglio-po/ufficio/persone', '/oglio-po/ufficio/registro'],
    within,
    least: 4,
  },
]);
