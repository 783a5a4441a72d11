const pattern = /^v([1-9]\d*)(?:(alpha|beta)([1-9]\d*))?$/;

/**
 * Orders versions of a group by how much they are preferred: those that are finished before beta and alpha, then the higher number, and
 * last, by their names, those that are named otherwise.
 */
export function compareVersions(a: string, b: string): number {
	const left = rank(a);
	const right = rank(b);
	if (left === undefined && right === undefined) return a < b ? -1 : Number(a > b);
	if (left === undefined || right === undefined) return left === undefined ? 1 : -1;
	const index = left.findIndex((part, position) => part !== right[position]);
	return index < 0 ? 0 : (right[index] as number) - (left[index] as number);
}

function rank(version: string): readonly number[] | undefined {
	const match = pattern.exec(version);
	if (match === null) return undefined;
	const [, major, stage, minor = 0] = match;
	return [stage === undefined ? 2 : Number(stage === "beta"), Number(major), Number(minor)];
}
