const common = "io.k8s.";
// A fifth of all references are to it.
const meta = "io.k8s.apimachinery.pkg.apis.meta.v1.";

/** The package of a definition: its name up to the last dot. */
export function packageOf(name: string): string {
	return name.slice(0, Math.max(0, name.lastIndexOf(".")));
}

/**
 * Shortens a definition's name as seen from a package: `.Name` within the package, `~Name` for meta/v1, else the name
 * without the prefix that Kubernetes' own have, or `/` and all of it.
 */
export function shortenName(name: string, from: string): string {
	if (packageOf(name) === from) return `.${name.slice(from.length + (from === "" ? 0 : 1))}`;
	if (name.startsWith(meta)) return `~${name.slice(meta.length)}`;
	return /^io\.k8s\.[^./~]/.test(name) ? name.slice(common.length) : `/${name}`;
}

/** The name that {@link shortenName} shortened. */
export function expandName(short: string, from: string): string {
	if (short.startsWith(".")) return from === "" ? short.slice(1) : `${from}${short}`;
	if (short.startsWith("~")) return `${meta}${short.slice(1)}`;
	return short.startsWith("/") ? short.slice(1) : `${common}${short}`;
}
