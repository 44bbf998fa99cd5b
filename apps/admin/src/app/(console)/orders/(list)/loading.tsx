import { PageSkeleton } from "@/components/skeleton.tsx";

export default function Loading() {
  return <PageSkeleton name="Orders" rows={25} />;
}
