import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { buildSync } from "esbuild";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { systemClock, unrefClock } from "../../src/runtime/clock.ts";

describe.each([
	["systemClock", systemClock],
	["unrefClock", unrefClock],
])("%s", (_, clock) => {
	beforeEach(() => void vi.useFakeTimers());
	afterEach(() => void vi.useRealTimers());

	test.each([1, 1000, 2 ** 31 - 1, 2 ** 31, 3 * 2 ** 31 + 5])(
		"JS-1 a timer of %d ms fires then, once, and not before",
		(delay) => {
			const begin = clock.now();
			const fired: number[] = [];
			clock.after(delay, () => void fired.push(clock.now() - begin));
			vi.advanceTimersByTime(delay - 1);
			expect(fired).toEqual([]);
			vi.advanceTimersByTime(1);
			expect(fired).toEqual([delay]);
			vi.advanceTimersByTime(2 ** 33);
			expect(fired).toEqual([delay]);
			expect(vi.getTimerCount()).toBe(0);
		},
	);

	test.each([0, -1, Number.NEGATIVE_INFINITY])("JS-1 a timer of %d ms fires soon, never within the call", (delay) => {
		const callback = vi.fn<() => void>();
		clock.after(delay, callback);
		expect(callback).not.toHaveBeenCalled();
		vi.advanceTimersByTime(1);
		expect(callback).toHaveBeenCalledOnce();
	});

	test("JS-1 a timer of Infinity never fires, and can be cancelled", () => {
		const callback = vi.fn<() => void>();
		const timer = clock.after(Number.POSITIVE_INFINITY, callback);
		vi.advanceTimersByTime(2 ** 34);
		expect(callback).not.toHaveBeenCalled();
		expect(vi.getTimerCount()).toBe(1);
		timer.cancel();
		expect(vi.getTimerCount()).toBe(0);
	});

	test("JS-1 a delay that is no number is refused", () => {
		expect(() => clock.after(Number.NaN, () => {})).toThrow(RangeError);
		expect(vi.getTimerCount()).toBe(0);
	});

	test("JS-1 a cancelled timer does not fire, in whichever stretch of its delay", () => {
		const callback = vi.fn<() => void>();
		const timer = clock.after(2 ** 32, callback);
		vi.advanceTimersByTime(2 ** 31 + 7);
		timer.cancel();
		timer.cancel();
		expect(vi.getTimerCount()).toBe(0);
		vi.advanceTimersByTime(2 ** 33);
		expect(callback).not.toHaveBeenCalled();
	});
});

test("JS-7 timers of unrefClock let the process end, those of systemClock do not", async () => {
	const { outputFiles } = buildSync({
		entryPoints: [fileURLToPath(new URL("../../src/runtime/clock.ts", import.meta.url))],
		bundle: true,
		format: "esm",
		write: false,
	});
	const program = `${outputFiles[0]?.text}
		unrefClock.after(60_000, () => console.log("unref"));
		unrefClock.after(2 ** 32, () => console.log("unref"));
		systemClock.after(50, () => console.log("system"));`;
	const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", program], { timeout: 10_000 });
	expect(stdout).toBe("system\n");
});
