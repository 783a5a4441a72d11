/** Whether a place may be changed at random: what keeps controllers away stays, and so do owners, whom one of them looks for. */
export function isHarmless(path: readonly (string | number)[]): boolean {
	const [first, second] = path;
	if (path.includes("paused") || path.includes("schedulerName")) return false;
	return first !== "metadata" || (second !== "name" && !(second === "ownerReferences" && path.length > 2));
}
