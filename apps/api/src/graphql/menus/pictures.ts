import type { Request, RequestHandler, Response } from "express";
import type { OperatorSession } from "../../auth/operator-session.ts";
import { createGraphqlContext, type GraphqlContext, type GraphqlDeps } from "../kernel/context.ts";
import { refuse } from "../kernel/failure.ts";

/** For how long a browser keeps a picture: the version of the menu is in its address. */
const KEPT_S = 86_400;

interface PicturesOptions {
  ctx: GraphqlDeps;
  readOperator: (req: Request) => Promise<OperatorSession | null>;
  contextOf: (req: Request, operator: OperatorSession) => Parameters<typeof createGraphqlContext>[1];
}

/**
 * `GET /graphql/pictures?menu=…&item=…`: the picture of a product as a stored version of a menu names it, to whoever may
 * read the store. The browser learns nothing of where it lies, and that place nothing of the browser.
 */
export function createPictureHandler({ ctx, readOperator, contextOf }: PicturesOptions): RequestHandler {
  async function answer(req: Request, res: Response): Promise<void> {
    const operator = await readOperator(req);
    if (operator === null) return refuse(res, 401, "UNAUTHENTICATED", "Sign in first.");
    const context: GraphqlContext = createGraphqlContext(ctx, contextOf(req, operator));
    const [menuId, itemId] = [req.query.menu, req.query.item];
    if (typeof menuId !== "string" || typeof itemId !== "string")
      return refuse(res, 400, "BAD_USER_INPUT", "Name a menu and an item.");
    const scope = context.scopeFor("stores.read");
    const found = await ctx.pictures.find({ scope, menuId, itemId });
    switch (found.kind) {
      case "not_found":
        return refuse(res, 404, "NOT_FOUND", "No menu that you may see names such a picture.");
      case "busy":
        res.setHeader("retry-after", "2");
        return refuse(res, 429, "RATE_LIMITED", "Too many pictures are asked for. Try again shortly.");
      case "failed":
        return refuse(res, 502, "PICTURE_FAILED", `The picture could not be had: ${found.reason}`);
      case "picture":
        res.setHeader("cache-control", `private, max-age=${KEPT_S}`);
        res.setHeader("content-type", found.type);
        res.setHeader("x-content-type-options", "nosniff");
        res.setHeader("content-security-policy", "default-src 'none'; sandbox");
        res.status(200).end(found.bytes);
    }
  }

  return (req, res, next) => {
    answer(req, res).catch(next);
  };
}
