/** How many images in a chapter's content say nothing to who cannot see them, wherever they stand in it. */
export function imagesWithoutWords(content: unknown): number {
  if (Array.isArray(content)) return content.reduce<number>((sum, one) => sum + imagesWithoutWords(one), 0);
  if (content === null || typeof content !== 'object') return 0;
  const node = content as Record<string, unknown>;
  const inner = Object.values(node).reduce<number>((sum, one) => sum + imagesWithoutWords(one), 0);
  if (node.type !== 'image' && node.type !== 'figure') return inner;
  const attributes = (node.attrs ?? node) as Record<string, unknown>;
  return typeof attributes.alt === 'string' && attributes.alt.trim() !== '' ? inner : inner + 1;
}
