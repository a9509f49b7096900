// What the widgets' modules hand to each other.

/** What anywidget gives a widget of the kernel's side. */
export interface Model {
  get(name: string): any;
  set(name: string, value: unknown): void;
  save_changes(): void;
  on(event: string, act: () => void): void;
  off(event: string, act: () => void): void;
}

/** Where a widget is drawn. */
export interface View {
  model: Model;
  el: HTMLElement;
}

/** Plain data that came as JSON. */
export type Fields = Record<string, any>;
export type Row = Fields & { id: string };

/** A text in one language or in both. */
export type Text = string | { zh?: string; en?: string };

/** What a view of a file has not saved. */
export interface Unsaved {
  view: string;
  revision: string;
  base: any;
  content: any;
}

/** The kernel's answer to a change, or its word of another's. */
export interface Kept {
  number: number;
  revision: string;
  content: any;
  sentence: string;
  saved?: boolean;
  failed?: boolean;
  refused?: boolean;
  elsewhere?: boolean;
}

/** An answer beside what was typed and not saved yet (`mine`), and what that was typed into (`base`). */
export interface Heard extends Kept {
  isOwn: boolean;
  mine: any;
  base: any;
}

/** A touchpoint, as far as the score looks at it. */
export interface Touchpoint {
  id: string;
  emotion?: number | null;
  evidence?: { ci_low?: any; ci_high?: any } | null;
}
export type Felt = Touchpoint & { emotion: number };
