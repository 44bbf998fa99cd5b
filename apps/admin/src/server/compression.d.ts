/** The package's own types are those of Express, which the admin does not have. */
declare module "compression" {
  import type { IncomingMessage, ServerResponse } from "node:http";
  import type { BrotliOptions } from "node:zlib";

  type Filter = (req: IncomingMessage, res: ServerResponse) => boolean;

  declare const compression: {
    (options: {
      filter: Filter;
      brotli: BrotliOptions;
    }): (req: IncomingMessage, res: ServerResponse, next: () => void) => void;
    /** True for a type of which texts are made. */
    filter: Filter;
  };
  export default compression;
}
