// Whom to look for. A plain form, so that it works without scripts and every search has an address.
import SearchIcon from "@mui/icons-material/SearchOutlined";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import InputAdornment from "@mui/material/InputAdornment";
import OutlinedInput from "@mui/material/OutlinedInput";

export function PeopleSearch({ text }: { text: string }) {
  return (
    <Box
      component="form"
      role="search"
      aria-label="People"
      action="/admin/people"
      sx={{ display: "flex", gap: 1, maxWidth: 640, mb: 3 }}
    >
      <OutlinedInput
        key={text}
        type="search"
        name="q"
        size="small"
        fullWidth
        defaultValue={text}
        placeholder="Search by name, username or e-mail address"
        startAdornment={
          <InputAdornment position="start">
            <SearchIcon />
          </InputAdornment>
        }
        slotProps={{ input: { "aria-label": "Search people", maxLength: 200, autoComplete: "off" } }}
      />
      <Button type="submit" variant="outlined">
        Search
      </Button>
    </Box>
  );
}
