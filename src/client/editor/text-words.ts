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
    tooLargeTable: {
      rows: (count: string, most: number) =>
        `La tabella che incollate ha ${count} righe: in un testo ne stanno al più ${most}. Non è stato inserito nulla e resta negli appunti. Incollate solo le righe che servono, oppure caricatela in Territorio › Dati: un blocco di dati la stampa e la tiene aggiornata.`,
      columns: (count: string, most: number) =>
        `La tabella che incollate ha ${count} colonne: in un testo ne stanno al più ${most}. Non è stato inserito nulla e resta negli appunti. Incollate solo le colonne che servono, o dividetela in due.`,
    },
    tooManyParts: (count: string, most: number) =>
      `Ciò che incollate ha ${count} paragrafi, tabelle o elenchi: con quelli che ci sono già si superano i ${most} che un testo può avere. Non è stato inserito nulla e resta negli appunti. Incollatene una parte alla volta, anche in capitoli diversi.`,
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
    tooLargeTable: {
      rows: (count: string, most: number) =>
        `The table that you paste has ${count} rows: a text can hold ${most} at most. Nothing was inserted and it stays in the clipboard. Paste only the rows that are needed, or import it under Territory › Data: a data block prints it and keeps it up to date.`,
      columns: (count: string, most: number) =>
        `The table that you paste has ${count} columns: a text can hold ${most} at most. Nothing was inserted and it stays in the clipboard. Paste only the columns that are needed, or split it in two.`,
    },
    tooManyParts: (count: string, most: number) =>
      `What you paste has ${count} paragraphs, tables or lists: with those already there it exceeds the ${most} that a text can have. Nothing was inserted and it stays in the clipboard. Paste a part at a time, also into different chapters.`,
  },
};

export type TextWords = typeof words.it;

export function textWords(): TextWords {
  return document.documentElement.lang === 'en' ? words.en : words.it;
}
