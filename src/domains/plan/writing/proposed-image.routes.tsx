import { z } from 'zod';
import { Absent, type FieldError } from '#platform/errors.js';
import type { PageCtx } from '#platform/http/context.js';
import { type FormState, fieldErrors, longText, optional, submit, text } from '#platform/http/form.js';
import { page, seeOther } from '#platform/http/outcome.js';
import { ambitoPage } from '#platform/http/page-route.js';
import type { Server } from '#platform/http/server.js';
import { at } from '#platform/ui/address.js';
import { getChapter } from '../chapter.actions.js';
import { PartId } from '../chapter.types.js';
import { getGuideline } from '../guideline.sql.js';
import { getPlan, requireOpen } from '../plan.actions.js';
import { PlanCode } from '../plan.types.js';
import { newPartId } from './edit.actions.js';
import { addImage } from './image.actions.js';
import { LARGEST_IMAGE_BODY, readSentImage, sentBytes } from './image-upload.js';
import { proposePart } from './proposal.actions.js';
import { ProposedImagePage } from './proposed-image.page.js';
import { requireStaff } from './remark.actions.js';
import { remarksPath } from './remark-address.js';

const PATH = '/piano/:plan/documento/:number/commenti/immagine';
const params = z.object({ plan: PlanCode, number: z.string().regex(/^(\d{1,2}|[A-Z])$/) });
const query = z.object({ dopo: PartId });
const schema = z.object({
  alt: longText(500).transform((words) => words.replace(/\s+/g, ' ')),
  caption: optional(text(300)),
});

/** An image proposed by a plain form, for who has no JavaScript. */
export function registerProposedImage(server: Server): void {
  async function open(ctx: PageCtx, asked: z.output<typeof params>, after: string) {
    requireStaff(ctx);
    const plan = await getPlan(ctx, asked.plan);
    requireOpen(plan);
    const guideline = await getGuideline(ctx.tx, plan.guidelineCode, plan.guidelineSha256);
    const chapter = await getChapter(ctx, plan, guideline, asked.number);
    if (!chapter.content.some((part) => part.id === after)) throw new Absent('part');
    const draw = (form: FormState) => <ProposedImagePage {...{ ctx, plan, chapter, after, form }} />;
    return { plan, chapter, draw };
  }

  ambitoPage(server, {
    face: 'office',
    path: PATH,
    audience: 'staff',
    params,
    query,
    handle: async (ctx, { params: asked, query: { dopo } }) =>
      page((await open(ctx, asked, dopo)).draw({ values: {}, errors: [] })),
  });

  ambitoPage(server, {
    face: 'office',
    method: 'POST',
    path: PATH,
    audience: 'staff',
    params,
    query,
    multipart: true,
    bodyLimit: LARGEST_IMAGE_BODY,
    handle: async (ctx, { params: asked, query: { dopo }, request }) => {
      const { plan, chapter, draw } = await open(ctx, asked, dopo);
      const sent = await readSentImage(server, request);
      // File and words are told wrong together.
      const wrong: FieldError[] = 'fault' in sent.image ? [{ field: 'file', code: sent.image.fault }] : [];
      const read = schema.safeParse(sent.fields);
      if (wrong.length > 0 || !read.success) {
        const errors = [...wrong, ...(read.success ? [] : fieldErrors(read.error, sent.fields))];
        return page(draw({ values: sent.fields, errors }), 422);
      }
      return submit(ctx, {
        schema,
        body: sent.fields,
        act: async ({ alt, caption }) => {
          const image = await addImage(ctx, plan, sentBytes(sent));
          const part = { type: 'image' as const, id: newPartId(), image, alt, caption: caption ?? '' };
          await proposePart(ctx, plan, chapter, part, dopo);
          return seeOther(
            at(ctx, `${remarksPath(plan, asked.number)}#passo-${dopo}`),
            'plan.proposal.image-sent',
          );
        },
        again: draw,
      });
    },
  });
}
