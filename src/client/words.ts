/** What the browser itself has to say; the pages' words come from the server. */
const words = {
  it: {
    found: (time: string) => `Qui avevate scritto qualcosa senza salvarlo (${time}).`,
    changed: 'Nel frattempo il contenuto è cambiato: salvando vedrete i due testi.',
    restore: 'Riprendilo',
    discard: 'Scartalo',
    leaveTitle: 'Uscire senza salvare?',
    leave:
      'Quello che avete scritto non è salvato. Se tornate qui senza chiudere la scheda del browser potrete riprenderlo.',
    stay: 'Resta sulla pagina',
    go: 'Esci senza salvare',
    cancel: 'Annulla',
  },
  en: {
    found: (time: string) => `You had written something here without saving it (${time}).`,
    changed: 'Meanwhile the content has changed: on saving you will see both texts.',
    restore: 'Take it back',
    discard: 'Discard it',
    leaveTitle: 'Leave without saving?',
    leave:
      'What you have written is not saved. If you come back without closing the browser tab you can take it back.',
    stay: 'Stay on the page',
    go: 'Leave without saving',
    cancel: 'Cancel',
  },
};

export function say() {
  return document.documentElement.lang === 'en' ? words.en : words.it;
}

export function clock(at: number): string {
  return new Intl.DateTimeFormat(document.documentElement.lang, {
    hour: '2-digit',
    minute: '2-digit',
  }).format(at);
}
