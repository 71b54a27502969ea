export { callout, field, h, p, small, ul } from './build.js';
export { registerChoice } from './choice/choice.routes.js';
export { CHOICE, packCodes, pickSheets, unpackCodes } from './choice/choice.rules.js';
export type { ChosenDocument } from './choice/choice.types.js';
export { ChoiceForm, ChoiceTick } from './choice/choice-form.js';
export * from './documents.types.js';
export { renderDocx } from './docx.js';
export { EMBLEM_KEEPERS, findEmblem } from './emblem/emblem.actions.js';
export { EMBLEM_PATH } from './emblem/emblem.page.js';
export { registerEmblem } from './emblem/emblem.routes.js';
export { documentHash } from './hash.js';
export { DocumentBlocks, DocumentHtml, DocumentNotes } from './html.js';
export { type ImageFault, readImage } from './image.js';
export { withoutTraces } from './image-traces.js';
export {
  type BlockProvider,
  type LiveBlock,
  type LiveBlockParam,
  type LiveBlocks,
  type PublishedPlan,
  toLiveBlock,
} from './live-block.js';
export { type NumberedDocument, numberDocument } from './number.js';
export { renderPdf } from './pdf.js';
export { takePicture } from './png.js';
export type { OnStep } from './progress/step.types.js';
export { createTeller } from './progress/teller.js';
export {
  askRendition,
  awaitRendition,
  canCancelRendition,
  cancelRendition,
  listRenditionJobs,
  type RenderFile,
  renderTold,
} from './rendition.actions.js';
export { documentJobs } from './rendition.jobs.js';
export { listRenditionHeads, type RenditionHead } from './rendition.sql.js';
export {
  type DocumentSource,
  type DocumentSources,
  FORMATS,
  type Format,
  MEDIA_TYPES,
} from './rendition.types.js';
export { StandaloneDocument } from './standalone.js';
