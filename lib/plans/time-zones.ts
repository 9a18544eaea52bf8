// The time zones that a plan can be given. Pure.
import { isTimeZone, UTC } from "#lib/routes/time-zone.ts";

/** Runtimes list some zones by names that IANA's database keeps as links only; people look for the present ones. */
const presentNames: Readonly<Record<string, string>> = {
  "Africa/Asmera": "Africa/Asmara",
  "America/Buenos_Aires": "America/Argentina/Buenos_Aires",
  "America/Catamarca": "America/Argentina/Catamarca",
  "America/Coral_Harbour": "America/Atikokan",
  "America/Cordoba": "America/Argentina/Cordoba",
  "America/Godthab": "America/Nuuk",
  "America/Indianapolis": "America/Indiana/Indianapolis",
  "America/Jujuy": "America/Argentina/Jujuy",
  "America/Louisville": "America/Kentucky/Louisville",
  "America/Mendoza": "America/Argentina/Mendoza",
  "Asia/Calcutta": "Asia/Kolkata",
  "Asia/Katmandu": "Asia/Kathmandu",
  "Asia/Rangoon": "Asia/Yangon",
  "Asia/Saigon": "Asia/Ho_Chi_Minh",
  "Atlantic/Faeroe": "Atlantic/Faroe",
  "Europe/Kiev": "Europe/Kyiv",
  "Pacific/Enderbury": "Pacific/Kanton",
  "Pacific/Ponape": "Pacific/Pohnpei",
  "Pacific/Truk": "Pacific/Chuuk",
};

/** IANA names by their present spelling in the order of the alphabet, UTC before all others. */
export function listTimeZones(): readonly string[] {
  const names = Intl.supportedValuesOf("timeZone").map((listed) => {
    const present = presentNames[listed];
    return present !== undefined && isTimeZone(present) ? present : listed;
  });
  return [...new Set([UTC, ...names.sort()])];
}
