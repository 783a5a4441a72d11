import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const works = (path: string): boolean => {
	try {
		execFileSync(path, ["version", "--client"], { stdio: "ignore" });
		return true;
	} catch {
		return false;
	}
};

/** A real kubectl to compare with: that of the variable KUBECTL, the one beside the checkout, or one of PATH. */
export const kubectl: string | undefined = [
	process.env["KUBECTL"],
	fileURLToPath(new URL("../../../../../shared/cluster/kubectl", import.meta.url)),
	"kubectl",
].find((path) => path !== undefined && path !== "" && works(path));

if (kubectl === undefined) console.warn("NOT RUN: comparisons with kubectl, since there is none (set KUBECTL)");
