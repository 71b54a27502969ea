import type { Face, SitePageCtx } from '#platform/http/context.js';
import { defineMessages } from '#platform/i18n/messages.js';
import type { Door } from './navigation.js';

const labels = {
  'gallery.today': 'Oggi',
  'gallery.territory': 'Territorio',
  'gallery.needs': 'Bisogni',
  'gallery.plan': 'Piano',
  'gallery.monitoring': 'Monitoraggio',
  'gallery.money': 'Risorse',
  'gallery.network': 'Rete',
  'gallery.services': 'Servizi',
  'gallery.documents': 'Documenti',
  'gallery.settings': 'Impostazioni',
  'gallery.saved': 'Indicatore salvato.',
  'gallery.wrong-number': 'Scrivete un numero, per esempio 1.250 oppure 12,5.',
  'gallery.missing': 'Campo obbligatorio.',
};
defineMessages(labels, labels);

const officeDoors = [
  'today',
  'territory',
  'needs',
  'plan',
  'monitoring',
  'money',
  'network',
  'services',
  'documents',
  'settings',
];
const publicDoors = ['plan', 'services', 'territory', 'network', 'documents'];

const doors: Door[] = [
  ...officeDoors.map(
    (key, order): Door => ({
      key,
      face: 'office',
      path: key === 'today' ? '' : `/${key}`,
      label: `gallery.${key}`,
      order,
    }),
  ),
  ...publicDoors.map(
    (key, order): Door => ({ key, face: 'public', path: `/${key}`, label: `gallery.${key}`, order }),
  ),
];

/** A context to draw with, and nothing behind it: a page that queried would fail at once. */
export function sampleCtx(face: Face, notice: string | null = null): SitePageCtx {
  return {
    tx: undefined as never,
    client: undefined as never,
    user:
      face === 'office'
        ? { id: 'u', name: 'Direttrice, Ufficio di Piano', isInstallationAdmin: false }
        : null,
    now: new Date('2022-03-12T09:00:00Z'),
    lang: 'it',
    requestId: 'r',
    ambito: {
      id: 'a',
      slug: 'oglio-po',
      name: 'Ambito Oglio Po',
      leadBody: 'Azienda Speciale Consortile Oglio Po',
      isDemo: true,
    },
    grants: face === 'office' ? [{ role: 'director', place: null } as never] : [],
    view: {
      face,
      path: face === 'office' ? '/oglio-po/ufficio/plan' : '/oglio-po/plan',
      query: {},
      nonce: 'n',
      csrf: () => 'token',
      notice,
      demoMode: true,
      offersDemoPeople: false,
      doors,
    },
  };
}
