// One address of an API at a gateway, ready to copy. Draws on the server.
import Stack from "@mui/material/Stack";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { MonoText } from "#components/ui/mono-text.tsx";

type GatewayAddressProps = {
  /** Whole URL: ws://localhost:9099/chats/1.0.0 */
  url: string;
};

export function GatewayAddress({ url }: GatewayAddressProps) {
  const scheme = url.slice(0, url.indexOf(":"));
  return (
    <Stack direction="row" sx={{ alignItems: "center", gap: 0.25, minWidth: 0, fontSize: "0.875rem" }}>
      <MonoText oneLine>{url}</MonoText>
      <CopyButton text={url} label={`Copy ${scheme} URL`} />
    </Stack>
  );
}
