import { PageSkeleton } from "@/components/page-header/page-skeleton.tsx";

export default function Loading() {
  return <PageSkeleton place="simulator" rows={6} columns={2} />;
}
