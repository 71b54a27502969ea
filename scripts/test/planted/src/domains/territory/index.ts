export const territory = 1;
