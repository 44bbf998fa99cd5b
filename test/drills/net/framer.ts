/**
 * Counts the HTTP/1.1 messages that pass on one side of a connection, as far as the proxy needs to know where
 * one begins and ends. Knows `content-length` and messages without a body, which is all that the bridge uses.
 */
export class Framer {
  #head = Buffer.alloc(0);
  #bodyLeft = 0;
  #isInside = false;

  /** Takes the next bytes; tells how many messages began and how many ended within them. */
  push(chunk: Buffer): { begun: number; ended: number } {
    let begun = 0;
    let ended = 0;
    let rest = chunk;
    while (rest.length > 0) {
      if (this.#bodyLeft > 0) {
        const taken = Math.min(this.#bodyLeft, rest.length);
        this.#bodyLeft -= taken;
        rest = rest.subarray(taken);
      } else {
        if (!this.#isInside) {
          this.#isInside = true;
          begun += 1;
        }
        rest = this.#takeHead(rest);
        if (this.#head.length > 0) break;
      }
      if (this.#bodyLeft === 0 && this.#head.length === 0) {
        this.#isInside = false;
        ended += 1;
      }
    }
    return { begun, ended };
  }

  /** What follows the head; the head is kept until it is whole. */
  #takeHead(chunk: Buffer): Buffer {
    const known = Buffer.concat([this.#head, chunk]);
    const end = known.indexOf("\r\n\r\n");
    if (end < 0) {
      this.#head = known;
      return Buffer.alloc(0);
    }
    const text = known.subarray(0, end).toString("latin1");
    this.#head = Buffer.alloc(0);
    this.#bodyLeft = Number(/\r\ncontent-length: *(\d+)/i.exec(text)?.[1] ?? 0);
    return known.subarray(end + 4);
  }
}
