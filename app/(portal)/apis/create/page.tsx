// For those who come by the address of all ways in which an API can begin: the one from nothing. The menu of the list names
// the others.
import { redirect } from "next/navigation";

export default function CreatePage(): never {
  redirect("/apis/create/websocket");
}
