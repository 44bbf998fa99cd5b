import Link from "next/link";
import type { Key, ReactNode } from "react";

/** The narrowest screen that shows a column: `sm` is a phone held sideways, `md` a tablet, `lg` a laptop. */
type Width = "sm" | "md" | "lg";

/** One column of a table, as data. */
export interface Column<Row> {
  /** The column's heading; unique within its table. */
  header: string;
  /** Set where the cells explain themselves: only screen readers get the header then. */
  isHeaderHidden?: boolean;
  /** What the header means, on hover. */
  hint?: string;
  cell: (row: Row) => ReactNode;
  /** Numbers are set to the right, header included, and never wrap. */
  isNumber?: boolean;
  /** Left out, the column is shown on every screen. */
  from?: Width;
  /**
   * The column that names the row. It holds the row's link, and on a phone it takes the room that the others leave
   * and cuts what is too long.
   */
  isLead?: boolean;
  /** Beside the cell, and outside the row's link. */
  beside?: (row: Row) => ReactNode;
  /** Under the cell: the content of the columns from `md` on, for screens that do not show them. */
  folded?: (row: Row) => ReactNode;
  /** The cell's text on hover. */
  title?: (row: Row) => string | null;
  /** Classes for the cells: their widest width, their ink. */
  className?: string;
}

const widths: Record<Width, string> = { sm: "max-sm:hidden", md: "max-md:hidden", lg: "max-lg:hidden" };

/**
 * The table of every list: columns and rows in, one accessible table out. It stands edge to edge in a `Surface` or a
 * `Panel`, which scroll it where nothing else helps. Without rows it shows `empty` instead.
 */
export function DataTable<Row>({
  caption,
  columns,
  rows,
  rowKey,
  rowLink,
  isFaint,
  empty,
}: DataTableProps<Row>) {
  if (rows.length === 0 && empty !== undefined) return empty;
  return (
    <table className="data-table">
      <caption className="sr-only">{caption}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column.header} scope="col" title={column.hint} className={classes(placing(column))}>
              {column.isHeaderHidden ? <span className="sr-only">{column.header}</span> : column.header}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr
            key={rowKey(row)}
            className={classes([rowLink && "row-link", isFaint?.(row) && "text-ink-faint"])}
          >
            {columns.map((column) => (
              <Cell key={column.header} column={column} row={row} href={column.isLead && rowLink?.(row)} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface DataTableProps<Row> {
  /** What the table lists, for screen readers. */
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => Key;
  /** Where a row leads: the whole row can be clicked, and its lead column is the link. */
  rowLink?: (row: Row) => string;
  /** Rows that no longer count are set in faint ink. */
  isFaint?: (row: Row) => boolean;
  /** In place of a table without rows; left out, the header stands alone. */
  empty?: ReactNode;
}

function Cell<Row>({ column, row, href }: CellProps<Row>) {
  const content = column.cell(row);
  const look = [
    ...placing(column),
    column.isNumber && "whitespace-nowrap",
    column.isLead && column.folded && "max-md:w-full max-md:max-w-0",
    column.className,
  ];
  return (
    <td title={column.title?.(row) ?? undefined} className={classes(look)}>
      {href ? (
        // A list can be long: no row is read ahead of the click that opens it.
        <Link href={href} data-row-link prefetch={false} className="font-medium">
          {content}
        </Link>
      ) : (
        content
      )}
      {column.beside?.(row)}
      {column.folded && (
        <p className={classes(["text-xs text-ink-faint md:hidden", column.isLead && "truncate"])}>
          {column.folded(row)}
        </p>
      )}
    </td>
  );
}

interface CellProps<Row> {
  column: Column<Row>;
  row: Row;
  href: string | false | undefined;
}

/** What a column's header and its cells have in common. */
function placing<Row>({ isNumber, from }: Column<Row>) {
  return [isNumber && "number", from && widths[from]];
}

function classes(names: readonly (string | false | undefined)[]): string | undefined {
  return names.filter((name) => name).join(" ") || undefined;
}
