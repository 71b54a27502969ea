/** What the editor of any text says, in the language of the page. */
const words = {
  it: {
    toolbar: 'Formattazione',
    bold: 'Grassetto',
    italic: 'Corsivo',
    bullets: 'Elenco',
    numbers: 'Elenco numerato',
    deeper: 'Aumenta il rientro',
    higher: 'Riduci il rientro',
    link: 'Collegamento',
    note: 'Nota a piè di pagina',
    undo: 'Annulla',
    redo: 'Ripeti',
    address: 'Indirizzo',
    addressHelp: 'Per esempio https://www.regione.lombardia.it. Vuoto per togliere il collegamento.',
    badAddress:
      'L’indirizzo deve cominciare con https://, http://, mailto:, tel: o con / per una pagina di questo sito.',
    noteText: 'Testo della nota',
    insert: 'Inserisci',
    change: 'Cambia',
    cancel: 'Annulla',
    required: 'Campo obbligatorio.',
  },
  en: {
    toolbar: 'Formatting',
    bold: 'Bold',
    italic: 'Italic',
    bullets: 'List',
    numbers: 'Numbered list',
    deeper: 'Indent more',
    higher: 'Indent less',
    link: 'Link',
    note: 'Footnote',
    undo: 'Undo',
    redo: 'Redo',
    address: 'Address',
    addressHelp: 'For example https://www.regione.lombardia.it. Empty to remove the link.',
    badAddress:
      'The address must begin with https://, http://, mailto:, tel:, or with / for a page of this site.',
    noteText: 'Text of the note',
    insert: 'Insert',
    change: 'Change',
    cancel: 'Cancel',
    required: 'Required field.',
  },
};

export type TextWords = typeof words.it;

export function textWords(): TextWords {
  return document.documentElement.lang === 'en' ? words.en : words.it;
}
