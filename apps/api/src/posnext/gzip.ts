import { promisify } from "node:util";
import { crc32, deflateRaw, gzip } from "node:zlib";
import type { Reply } from "./reply.ts";

const compress = promisify(gzip);
const deflate = promisify(deflateRaw);

/** Lists that are kept as bytes are deflated once, and go with them. */
const deflated = new WeakMap<Buffer, Promise<Buffer>>();

// RFC 1952: deflate, no flags, no time, no hints, the system not told.
const MEMBER = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]);
/** RFC 1951, 3.2.4: what one stored block can hold. */
const STORED_MAX = 0xffff;

/**
 * An answer as one gzip member. What comes before lists that are kept is stored as it is, and their deflated bytes are
 * put behind it: a deflate stream may change its kind of block at any byte that one ends on, and the lists were
 * deflated alone, so that nothing in them points before their beginning.
 */
export async function gzipOf({ body, rest }: Pick<Reply, "body" | "rest">): Promise<Buffer> {
  const head = Buffer.from(body);
  if (rest === null || head.length > STORED_MAX)
    return await compress(rest === null ? head : Buffer.concat([head, rest.bytes]));
  const block = Buffer.alloc(5);
  block.writeUInt16LE(head.length, 1);
  block.writeUInt16LE(STORED_MAX - head.length, 3);
  const end = Buffer.alloc(8);
  end.writeUInt32LE(crc32(rest.bytes, crc32(head)), 0);
  end.writeUInt32LE((head.length + rest.bytes.length) % 2 ** 32, 4);
  return Buffer.concat([MEMBER, block, head, await deflatedOf(rest.bytes), end]);
}

function deflatedOf(bytes: Buffer): Promise<Buffer> {
  const known = deflated.get(bytes);
  if (known !== undefined) return known;
  const made = deflate(bytes);
  made.catch(() => deflated.delete(bytes));
  deflated.set(bytes, made);
  return made;
}
