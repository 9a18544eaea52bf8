// While a page of an API is on its way.
import { PageSkeleton } from "#components/apis/frame/page-skeleton.tsx";

export default function SectionLoading() {
  return <PageSkeleton />;
}
