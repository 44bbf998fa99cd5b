import { parseJson } from "@parley/par-contract";
import express, { type RequestHandler } from "express";

const UTF8_NAMES: readonly string[] = ["", "utf-8", "utf8", "us-ascii"];

/**
 * Whether a content type is JSON in UTF-8. A parameter may be unknown, empty or unreadable (RFC 9110 5.6.6 and
 * 8.3.1): none but `charset` says anything about JSON, and that must name an encoding which UTF-8 can read.
 */
export function isJsonType(contentType: string): boolean {
  if (contentType === "application/json") return true;
  const quoted = contentType.toLowerCase().replace(/"[^"]*"/g, (text) => text.replaceAll(";", " "));
  const [type = "", ...parameters] = quoted.split(";");
  if (type.trim() !== "application/json") return false;
  return parameters.every((parameter) => {
    const [name = "", value = ""] = parameter.split("=");
    return name.trim() !== "charset" || UTF8_NAMES.includes(value.replace(/["']/g, "").trim());
  });
}

/** A body that is no JSON in UTF-8 by its type. */
export class MediaTypeError extends Error {
  override name = "MediaTypeError";
  readonly status = 415;
}

/**
 * Reads a JSON object into `req.body` by the rules of PAR's door: UTF-8, at most 32 levels and 10,000 keys, no key
 * twice. Compressed bodies are not taken. What it throws has a `status`, or is a ContractError.
 */
export function readJsonObject(limitBytes: number): RequestHandler[] {
  return [
    (req, _res, next) => {
      if (isJsonType(req.headers["content-type"] ?? "")) next();
      else next(new MediaTypeError("Send application/json in UTF-8"));
    },
    express.raw({ type: () => true, limit: limitBytes, inflate: false }),
    (req, _res, next) => {
      // Without a body there is nothing to read, and `body` is not bytes.
      req.body = parseJson(Buffer.isBuffer(req.body) ? req.body : Buffer.alloc(0));
      next();
    },
  ];
}
