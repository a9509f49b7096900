// What the editor's modules hand to each other: a map as plain data, format journey/1, and the desk that it lies on.
import type { Text, Touchpoint as Scored } from "#shared/types.js";

export type Labels = Record<string, string>;

/** From −2 to 2; nothing where it is unknown. */
export type Emotion = number | null | undefined;

export type Period = "before" | "during" | "after";
export type Lane = "physical_evidence" | "frontstage" | "backstage" | "support";

export interface Persona {
  id: string;
  name?: Text;
  goal?: Text;
  expectations?: Text[];
}

export interface Phase {
  id: string;
  name: Text;
  period?: Period;
}

export interface Evidence {
  status?: string;
  source?: Text;
  n?: number;
  ci_low?: number | null;
  ci_high?: number | null;
}

export interface Item {
  layer: Lane;
  item: Text;
  owner?: Text;
  fail_point?: Text;
  emotion?: Emotion;
}

export interface Touchpoint extends Scored {
  phase: string;
  name: Text;
  type?: string;
  channel?: Text;
  thought?: Text;
  wait_min?: number;
  duration_min?: number;
  moment_of_truth?: boolean;
  emotions?: Record<string, number>;
  pain_points?: Text[];
  opportunities?: Text[];
  evidence?: Evidence;
  blueprint?: Item[];
}

/** A map as a file holds it: what is empty may be left out. */
export interface MapFile {
  state?: "current" | "future";
  format?: string;
  id: string;
  title: Text;
  persona?: Persona;
  personas?: Persona[];
  phases?: Phase[];
  touchpoints?: Touchpoint[];
}

/** A map with all its lists. */
export interface JourneyMap extends MapFile {
  phases: Phase[];
  touchpoints: Touchpoint[];
}

/** A column of the picture: a touchpoint with its place, or a phase that has none. */
export type Column = { phase: string; touchpoint: Touchpoint; index: number } | { phase: string; touchpoint?: undefined; index?: undefined };

/** What is to be selected, if it is there. */
export interface Wanted {
  kind?: "map" | "phase" | "touchpoint";
  id?: string;
}

/** What is selected. */
export type Selected = { kind: "map"; id?: undefined } | { kind: "phase" | "touchpoint"; id: string };

/** A step to undo or redo. */
export interface Step {
  map: JourneyMap;
  selected: Wanted;
  sentence: string;
  key?: string;
}

/** How a change is taken: what has the same key is one step to undo, what is quiet is being typed. */
export interface Options {
  key?: string;
  quiet?: boolean;
  then?: Selected;
}

/** Put changed fields of a part into the map; `field` says which, in words. */
export type Change = (values: Record<string, any>, field: string, options?: Options) => void;

/** What a field is; whatever else is named becomes a property of its control. */
export interface Field {
  key: string;
  name?: string; // what its control is called on the page, where several have the same key
  label: string;
  value?: any;
  rows?: number;
  help?: string;
  className?: string;
  required?: boolean;
  inputMode?: string;
}

/** A field of text; its `commit` returns false to say that the text cannot be taken as it stands. */
export interface TextField extends Field {
  commit: (typed: string, isDone: boolean) => boolean | void;
}

/** A field of choices, each with its id and its text. */
export interface ChoiceField extends Field {
  options: string[][];
  commit: (chosen: string) => void;
}

export interface CheckField extends Field {
  commit: (isChecked: boolean) => void;
}

/** A field of a part (touchpoint, phase, persona or map), which `change` puts into the document. */
export interface PartField extends Field {
  whole?: boolean;
  change: Change;
}

export interface Looks {
  view: "journey" | "blueprint";
  persona: string; // whose emotions are shown: all together, or one of several
  zoom?: number; // rem of a column
}

/** What shows the desk. */
export interface Draw {
  all: () => void;
  canvasSoon: () => void;
  focus: (key: string) => void;
  status: (sentence: string, isProblem: boolean) => void;
}

export interface Desk extends Looks {
  map: JourneyMap;
  selected: Selected;
  labels: Labels;
  pendingFields: Set<() => void>;
  scroller: HTMLElement;
  focus: (key: string) => void;
  edit: (field: string) => void;
  say: (sentence: string, isProblem?: boolean) => void;
  tabStop: () => string | undefined;
  canUndo: () => boolean;
  canRedo: () => boolean;
  flush: () => void;
  change: (map: JourneyMap, sentence: string, options?: Options) => void;
  undo: () => void;
  redo: () => void;
  select: (kind: Wanted["kind"], id?: string, focus?: string) => void;
  look: (changed: Partial<Looks>) => void;
  showView: (name: Looks["view"]) => void;
  hear: () => void;
  open: () => void;
  close: () => void;
  stop: () => void;
}
