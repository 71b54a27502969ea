/** Something to tell one person. */
export interface NewNotice {
  /** Account of whom it is for; one who has no role in this ambito gets nothing. */
  userId: string;
  /** Key of a message, as `plan.comment.notice-mention`. */
  kind: string;
  /** Values of that message: names, codes, numbers; no other personal data. */
  params?: Readonly<Record<string, string | number>>;
  /** Page of the workplace that it leads to, from after `/ufficio` on: `/piano/2021-2023/documento/3#commenti`. */
  address: string;
}

export interface Notice {
  id: string;
  kind: string;
  params: Record<string, string | number>;
  address: string;
  madeAt: Date;
  /** Null while it waits. */
  readAt: Date | null;
}
