import { Desk } from "./desk.ts";
import { SoakRecord } from "./record.ts";
import type { Shape } from "./shape.ts";
import { SHAPES } from "./shapes.ts";

/** Deals what real callers send, shape after shape: each as often as its weight says before any comes again. */
export class Soak extends SoakRecord {
  #deck: Shape[] = [];

  /** Plays the next shape to its end. */
  async play(): Promise<void> {
    if (this.#deck.length === 0) this.#deck = this.#shuffled();
    const shape = this.#deck.pop();
    if (shape !== undefined) await shape.play(new Desk(shape.name, this));
  }

  #shuffled(): Shape[] {
    return SHAPES.flatMap((shape) => new Array<Shape>(shape.weight).fill(shape))
      .map((shape) => ({ shape, at: this.parts.random() }))
      .sort((a, b) => a.at - b.at)
      .map(({ shape }) => shape);
  }
}
