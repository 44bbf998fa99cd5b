import type { ReactNode } from "react";
import { Surface } from "@/components/display/surface.tsx";
import { PageHeader, type PageHeaderProps } from "@/components/page-header/page-header.tsx";
import { Pager, type PagerProps } from "./pager.tsx";

/** A page that is a list: header, filters, the table on its surface, and the way on to older rows. */
export function ListPage({ filters, pager, children, ...header }: ListPageProps) {
  return (
    <>
      <PageHeader {...header} />
      {filters}
      <Surface>{children}</Surface>
      {pager && <Pager label={header.name} {...pager} />}
    </>
  );
}

interface ListPageProps extends Omit<PageHeaderProps, "back" | "beside" | "mark" | "facts"> {
  /** The list's name in words; the pager is called by it too. */
  name: string;
  /** A `FilterBar`. */
  filters?: ReactNode;
  /** Left out where the list is short enough for one page. */
  pager?: Omit<PagerProps, "label">;
  /** A `DataTable`. */
  children: ReactNode;
}
