/** Freezes an object and all that it contains, so that an attempt to change it throws where it is made. */
export function deepFreeze(value: unknown): void {
	if (typeof value !== "object" || value === null) return;
	Object.freeze(value);
	for (const member of Object.values(value)) deepFreeze(member);
}
