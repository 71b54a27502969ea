import type { FastifyRequest } from 'fastify';
import type { Ctx } from './context.js';

/** Absolute address of the ambito's public site as the reader reached it, without a slash at the end. */
export function baseOf(request: Pick<FastifyRequest, 'protocol' | 'host'>, ctx: Pick<Ctx, 'ambito'>): string {
  return `${request.protocol}://${request.host}/${ctx.ambito.slug}`;
}
