import { isIPv4, isIPv6 } from "node:net";

const uuid = (version: string, variant: string): RegExp =>
	new RegExp(`^[0-9a-f]{8}-?[0-9a-f]{4}-?${version}[0-9a-f]{3}-?${variant}[0-9a-f]{3}-?[0-9a-f]{12}$`, "i");

const hostname =
	/^(?:[a-zA-Z0-9\p{S}\p{L}](?:(?:-?[a-zA-Z0-9\p{S}\p{L}]{0,62})?)|(?:[a-zA-Z0-9\p{S}\p{L}](?:(?:[a-zA-Z0-9\-\p{S}\p{L}]{0,61}[a-zA-Z0-9\p{S}\p{L}])?)\.)+[a-zA-Z\p{L}]{2,63})$/u;
const channel = "(?:0|[1-9]\\d?|1\\d\\d?|2[0-4]\\d|25[0-5])";
const rgb = new RegExp(`^rgb\\(\\s*${channel}\\s*,\\s*${channel}\\s*,\\s*${channel}\\s*\\)$`);
const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{4})$/;
const label = "[a-z0-9](?:[-a-z0-9]*[a-z0-9])?";
const shortName = new RegExp(`^${label}$`);
const longName = new RegExp(`^${label}(?:\\.${label})*$`);
const card =
	/^(?:4[0-9]{12}(?:[0-9]{3})?|5[1-5][0-9]{14}|6(?:011|5[0-9][0-9])[0-9]{12}|3[47][0-9]{13}|3(?:0[0-5]|[68][0-9])[0-9]{11}|(?:2131|1800|35\d{3})\d{11})$/;
const units =
	"(?:ns|nano(?:sec(?:ond)?)?s?|us|µs|micro(?:sec(?:ond)?)?s?|ms|milli(?:sec(?:ond)?)?s?|s|sec(?:ond)?s?|m|min(?:ute)?s?|h|hr?s?|hours?|d|days?|w|wk|weeks?)";
const goDuration = /^[-+]?(?:0|(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+)$/;
const duration = new RegExp(`^\\s*(?:\\d+\\s*${units}\\s*)+$`, "i");

/** Tests of texts by the format that a schema states. Formats that are not here mean nothing to the server. */
const tests: Readonly<Record<string, (text: string) => boolean>> = {
	bsonobjectid: (text) => /^[0-9a-fA-F]{24}$/.test(text),
	byte: (text) => base64.test(text),
	cidr: isCidr,
	creditcard: (text) => card.test(text.replaceAll(/\D+/g, "")),
	date: (text) => isDate(text),
	datetime: isDateTime,
	duration: (text) => goDuration.test(text) || duration.test(text),
	email: (text) => /^(?:[^<>]*<)?[^\s@<>(),;:\\"[\]]+@[^\s@<>(),;:\\"]+>?$/.test(text),
	hexcolor: (text) => /^#?(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})$/.test(text),
	hostname: (text) => hostname.test(text) && text.length <= 255 && text.split(".").every((part) => part.length <= 63),
	ipv4: (text) => isIPv4(text.replaceAll(/\b0+(?=\d)/g, "")),
	ipv6: (text) => isIPv6(text) && !text.includes("%"),
	isbn: (text) => isIsbn10(text) || isIsbn13(text),
	isbn10: isIsbn10,
	isbn13: isIsbn13,
	"k8s-long-name": (text) => longName.test(text) && text.length <= 253,
	"k8s-short-name": (text) => shortName.test(text) && text.length <= 63,
	mac: (text) =>
		/^(?:[0-9a-f]{2}([:-])(?:[0-9a-f]{2}\1)*[0-9a-f]{2}|(?:[0-9a-f]{4}\.){2,}[0-9a-f]{4})$/i.test(text) && isMacLength(text),
	password: () => true,
	rgbcolor: (text) => rgb.test(text),
	ssn: (text) => /^\d{3}[- ]?\d{2}[- ]?\d{4}$/.test(text),
	uri: isRequestUri,
	uuid: (text) => uuid("[0-9a-f]", "[0-9a-f]").test(text),
	uuid3: (text) => uuid("3", "[0-9a-f]").test(text),
	uuid4: (text) => uuid("4", "[89ab]").test(text),
	uuid5: (text) => uuid("5", "[89ab]").test(text),
};

/** The test of a format; `undefined` for one that means nothing. Dashes are of no account but in the server's own names. */
export function stringFormat(format: string | undefined): ((text: string) => boolean) | undefined {
	if (format === undefined || format === "") return undefined;
	for (const name of [format, format.replaceAll("-", "")]) if (Object.hasOwn(tests, name)) return tests[name];
	return undefined;
}

function isDate(text: string): boolean {
	const match = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
	if (match === null) return false;
	const [year, month, day] = match.slice(1).map(Number) as [number, number, number];
	const date = new Date(0);
	date.setUTCFullYear(year, month - 1, day);
	return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

function isDateTime(text: string): boolean {
	const [date = "", ...rest] = text.toLowerCase().split("t");
	const time = /^(\d\d):(\d\d):(\d\d)(?:.\d+)?(?:z|[+-]\d\d:\d\d)$/.exec(rest.join("t"));
	if (text.length < 4 || time === null || rest.length !== 1 || !isDate(date)) return false;
	const [hours, minutes, seconds] = time.slice(1).map(Number) as [number, number, number];
	return hours <= 23 && minutes <= 59 && seconds <= 59;
}

function isCidr(text: string): boolean {
	const [address = "", bits = "", ...more] = text.split("/");
	if (more.length > 0 || !/^\d{1,3}$/.test(bits)) return false;
	if (isIPv4(address.replaceAll(/\b0+(?=\d)/g, ""))) return Number(bits) <= 32;
	return isIPv6(address) && Number(bits) <= 128;
}

function isMacLength(text: string): boolean {
	return [6, 8, 20].includes(text.replaceAll(/[:.-]/g, "").length / 2);
}

/** An absolute path, or a URL with a scheme. */
function isRequestUri(text: string): boolean {
	if (text === "" || /[\p{Cc} ]/u.test(text)) return false;
	return text.startsWith("/") || text === "*" || /^[a-z][a-z0-9+.-]*:\S+/i.test(text);
}

function isIsbn10(text: string): boolean {
	const digits = text.replaceAll(/[\s-]+/g, "");
	if (!/^(?:\d{9}X|\d{10})$/.test(digits)) return false;
	const sum = [...digits].reduce((total, digit, index) => total + (index + 1) * (digit === "X" ? 10 : Number(digit)), 0);
	return sum % 11 === 0;
}

function isIsbn13(text: string): boolean {
	const digits = text.replaceAll(/[\s-]+/g, "");
	if (!/^\d{13}$/.test(digits)) return false;
	const sum = [...digits].reduce((total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 1 : 3), 0);
	return sum % 10 === 0;
}
