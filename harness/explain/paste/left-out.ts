import type { Position } from '../../scenario/index.ts';
import { mistake } from './mistake.ts';
import type { PastedLine } from './pasted-lines.ts';

const LEFT_OUT = /^[[(<]?(?:\.{3,}|…|snip(?:ped)?|cut|output omitted)[\])>]?$/i;

/** `[...]`, in the place of lines that somebody left out. */
export const isLeftOut = ({ text }: PastedLine): boolean => LEFT_OUT.test(text.trim().slice(0, 40));

export const leftOut = (at: Position): Error =>
  mistake(at, 'something is left out here, and it may be records', 'paste all that was printed');
