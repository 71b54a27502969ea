import { assertEveryPage } from './every-page.ts';

assertEveryPage([
  { who: 'the public', name: null, starts: ['/', '/oglio-po', '/accesso'], within: /^\//, least: 35 },
]);
