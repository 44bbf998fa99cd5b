import { withParams } from "@/navigation/search-params.ts";
import type { ShopMenu } from "./shop.graphql.ts";

/** The products of a menu with their pictures at our own server, which alone asks where the POS says that they lie. */
export function withOwnPictures({ id, products }: Pick<ShopMenu, "id" | "products">): ShopMenu["products"] {
  return products.map((product) =>
    product.imageUrl === null
      ? product
      : { ...product, imageUrl: withParams("/graphql/pictures", { menu: id, item: product.id }) },
  );
}
