/**
 * Finds where the HTTP/1.1 messages that pass on one side of a connection begin and end. Knows `content-length`
 * and messages without a body, which is all that the bridge uses.
 */
export class Framer {
  #head = Buffer.alloc(0);
  #bodyLeft = 0;
  /** Method or version of the message that is passing; null between two. */
  #word: string | null = null;

  /** Takes the next bytes; returns the first word of each message whose head, or whose end, is in them. */
  push(chunk: Buffer): { begun: string[]; ended: string[] } {
    const begun: string[] = [];
    const ended: string[] = [];
    let rest = chunk;
    while (rest.length > 0) {
      if (this.#word === null) {
        rest = this.#takeHead(rest);
        if (this.#word !== null) begun.push(this.#word);
      } else {
        const taken = Math.min(this.#bodyLeft, rest.length);
        this.#bodyLeft -= taken;
        rest = rest.subarray(taken);
      }
      if (this.#word !== null && this.#bodyLeft === 0) {
        ended.push(this.#word);
        this.#word = null;
      }
    }
    return { begun, ended };
  }

  /** Returns the bytes after the head; an incomplete head is kept until the rest arrives. */
  #takeHead(chunk: Buffer): Buffer {
    const known = Buffer.concat([this.#head, chunk]);
    const end = known.indexOf("\r\n\r\n");
    if (end < 0) {
      this.#head = known;
      return Buffer.alloc(0);
    }
    const text = known.subarray(0, end).toString("latin1");
    this.#head = Buffer.alloc(0);
    this.#word = text.slice(0, text.indexOf(" "));
    this.#bodyLeft = Number(/\r\ncontent-length: *(\d+)/i.exec(text)?.[1] ?? 0);
    return known.subarray(end + 4);
  }
}
