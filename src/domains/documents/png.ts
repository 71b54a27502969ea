import { type RenderOptions, renderInChild } from './render.child.js';

/** Pictures are small: one that takes longer is not going to be ready. */
const TIMEOUT_MS = 20_000;

/**
 * A drawing as PNG on white, `width` pixels wide, with the faces of printed documents. Made in a child process, so that
 * neither its seconds nor its memory are the server's. Rejects with `RenderFailure`.
 */
export function renderPng(svg: string, width: number, options: RenderOptions = {}): Promise<Buffer> {
  return renderInChild({ shape: 'png', svg, width }, { timeoutMs: TIMEOUT_MS, ...options });
}
