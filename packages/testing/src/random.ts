const suffixAlphabet = "bcdfghjklmnpqrstvwxz2456789";

/** Where the server takes its randomness from: the same seed gives the same names and uids. */
export class Random {
	#state: number;

	/** @param seed any integer; only its lower 32 bits count. */
	constructor(seed: number) {
		this.#state = seed >>> 0;
	}

	/** An integer from 0 to 2^32 - 1 (the generator known as mulberry32). */
	next(): number {
		this.#state = (this.#state + 0x6d2b79f5) >>> 0;
		let t = this.#state;
		t = Math.imul(t ^ (t >>> 15), t | 1);
		t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
		return (t ^ (t >>> 14)) >>> 0;
	}

	/** A UUID of version 4. */
	uuid(): string {
		const hex = [this.next(), this.next(), this.next(), this.next()].map((word) => word.toString(16).padStart(8, "0")).join("");
		const variant = "89ab"[Number.parseInt(hex.slice(16, 17), 16) & 3];
		return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
	}

	/** Five characters of an alphabet without vowels and easily confused digits, as generated names end in. */
	nameSuffix(): string {
		let suffix = "";
		for (let i = 0; i < 5; i++) suffix += suffixAlphabet[this.next() % suffixAlphabet.length];
		return suffix;
	}
}
