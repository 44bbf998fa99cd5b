import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { type Column, DataTable } from "./data-table.tsx";

interface Shirt {
  name: string;
  cents: number;
}

const columns: readonly Column<Shirt>[] = [
  { header: "Name", isLead: true, cell: ({ name }) => name, folded: ({ cents }) => `${cents} cents` },
  { header: "Price", isNumber: true, from: "md", cell: ({ cents }) => cents },
  { header: "Acts", isHeaderHidden: true, cell: () => "edit" },
];

function render(rows: readonly Shirt[]): string {
  return renderToStaticMarkup(
    createElement(DataTable<Shirt>, {
      caption: "Shirts",
      columns,
      rows,
      rowKey: ({ name }) => name,
      rowLink: ({ name }) => `/shirts/${name}`,
      empty: "No shirt yet.",
    }),
  );
}

describe("DataTable", () => {
  const html = render([{ name: "linen", cents: 4900 }]);

  it("tells screen readers what it lists, and every column's header", () => {
    expect(html).toContain('<caption class="sr-only">Shirts</caption>');
    expect(html).toContain('<th scope="col"><span class="sr-only">Acts</span></th>');
  });

  it("hides a column on narrow screens together with its header", () => {
    expect(html.match(/max-md:hidden/g)).toHaveLength(2);
    expect(html).toContain('<p class="text-xs text-ink-faint md:hidden truncate">4900 cents</p>');
  });

  it("links each row once, from the cell that names it", () => {
    expect(html.match(/<a /g)).toHaveLength(1);
    expect(html).toMatch(/<a [^>]*href="\/shirts\/linen"[^>]*>linen<\/a>/);
  });

  it("shows what is said of an empty list in place of the table", () => {
    expect(render([])).toBe("No shirt yet.");
  });
});
