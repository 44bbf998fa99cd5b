import { IMPORT_MAX } from "@parley/limits";
import type { Request, RequestHandler, Response } from "express";
import type { OperatorSession } from "../../auth/operator-session.ts";
import { maySendSlowly } from "../../http/body-time.ts";
import { takeFile } from "../../stores/mappings/imports.ts";
import { createGraphqlContext, type GraphqlContext, type GraphqlDeps } from "../kernel/context.ts";
import { refuse } from "../kernel/failure.ts";
import { importerOf, mayImport } from "./importer.ts";

/** Files that arrive at once: each is kept in memory until it is whole. */
const AT_ONCE_MAX = 3;

interface Upload {
  ctx: GraphqlDeps;
  readOperator: (req: Request) => Promise<OperatorSession | null>;
  contextOf: (req: Request, operator: OperatorSession) => Parameters<typeof createGraphqlContext>[1];
}

/**
 * Takes a file of mappings as it is: the body is its bytes, `X-File-Name` its name and `X-File-Encoding`, where the
 * person knows it, its encoding, both as in an address. The checks of the operators' API came before: another site's
 * page cannot send it, and a type that no form of a page can send is asked for as well.
 */
export function createUpload({ ctx, readOperator, contextOf }: Upload): RequestHandler {
  let arriving = 0;

  async function take(req: Request, res: Response): Promise<void> {
    const operator = await readOperator(req);
    if (operator === null) return refuse(res, 401, "UNAUTHENTICATED", "Sign in first.");
    const context = createGraphqlContext(ctx, contextOf(req, operator));
    const say = context.words("imports");
    if (!mayImport(context)) return refuse(res, 403, "FORBIDDEN", say("refused.onlyAdmin"));
    if (!/^(?:text\/csv|application\/octet-stream)\b/i.test(req.headers["content-type"] ?? ""))
      return refuse(res, 415, "UNSUPPORTED_MEDIA_TYPE", say("refused.notCsv"));
    const tooLarge = say("refused.tooLarge", { megabytes: IMPORT_MAX.bytes / 1024 / 1024 });
    if (Number(req.headers["content-length"] ?? 0) > IMPORT_MAX.bytes) {
      res.setHeader("connection", "close");
      return refuse(res, 413, "BODY_TOO_LARGE", tooLarge);
    }
    if (arriving >= AT_ONCE_MAX) {
      res.setHeader("retry-after", "5");
      return refuse(res, 429, "RATE_LIMITED", say("refused.busy"));
    }
    arriving += 1;
    try {
      maySendSlowly(req);
      const bytes = await read(req);
      if (bytes === null) {
        res.setHeader("connection", "close");
        return refuse(res, 413, "BODY_TOO_LARGE", tooLarge);
      }
      await keep(context, res, { bytes, ...namesOf(req) });
    } finally {
      arriving -= 1;
    }
  }

  return (req, res, next) => {
    take(req, res).catch(next);
  };
}

async function keep(
  context: GraphqlContext,
  res: Response,
  file: { bytes: Uint8Array; fileName: string; encoding: string | null },
): Promise<void> {
  const { db, now, words } = context;
  const taken = await takeFile({ db, now: now(), words }, { ...file, by: importerOf(context).by });
  if (taken.kind === "taken") {
    const { id, fileName, size } = taken.file;
    res.status(201).json({ id, fileName, size });
  } else {
    refuse(res, 422, "UNREADABLE_FILE", [taken.message, taken.nextStep].filter(Boolean).join(" "));
  }
}

/** Null where more arrives than a file may have. */
async function read(req: Request): Promise<Uint8Array | null> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of req) {
    const part = Buffer.from(chunk);
    length += part.length;
    if (length > IMPORT_MAX.bytes) return null;
    chunks.push(part);
  }
  return Buffer.concat(chunks);
}

function namesOf(req: Request): { fileName: string; encoding: string | null } {
  const name = textOf(req.headers["x-file-name"])
    .replace(/\p{Cc}/gu, " ")
    .trim();
  const encoding = textOf(req.headers["x-file-encoding"]).trim();
  return { fileName: (name || "mappings.csv").slice(0, IMPORT_MAX.fileName), encoding: encoding || null };
}

/** A header that is escaped as in an address; one that cannot be read is none. */
function textOf(header: string | string[] | undefined): string {
  try {
    return decodeURIComponent(typeof header === "string" ? header : "");
  } catch {
    return "";
  }
}
