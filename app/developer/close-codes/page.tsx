// What the gateway's close codes mean, for who writes a client.
import Table from "@mui/material/Table";
import TableBody from "@mui/material/TableBody";
import TableCell from "@mui/material/TableCell";
import TableContainer from "@mui/material/TableContainer";
import TableHead from "@mui/material/TableHead";
import TableRow from "@mui/material/TableRow";
import type { Metadata } from "next";
import { PageHeader } from "#components/ui/page-header.tsx";
import { SectionCard } from "#components/ui/section-card.tsx";
import { closeCodeCatalogue } from "#lib/gateways/connections/close-code-catalogue.ts";

export const metadata: Metadata = { title: "Close codes" };

export default function CloseCodesPage() {
  return (
    <>
      <PageHeader
        title="Close codes"
        caption="What the gateway closes connections with. All other codes are the backend's own: see the API's documentation."
      />
      <SectionCard title="Codes of the gateway" flush>
        <TableContainer>
          <Table aria-label="Close codes">
            <TableHead>
              <TableRow>
                <TableCell>Code</TableCell>
                <TableCell>What happened</TableCell>
                <TableCell>What to do</TableCell>
              </TableRow>
            </TableHead>
            <TableBody>
              {closeCodeCatalogue.map(({ code, means, todo }) => (
                <TableRow key={code} id={String(code)}>
                  <TableCell component="th" scope="row">
                    {code}
                  </TableCell>
                  <TableCell>{means}</TableCell>
                  <TableCell>{todo}</TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </TableContainer>
      </SectionCard>
    </>
  );
}
