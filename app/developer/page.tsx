// The developer portal opens on its catalogue.
import { redirect } from "next/navigation";

export default function DeveloperHome(): never {
  redirect("/developer/apis");
}
