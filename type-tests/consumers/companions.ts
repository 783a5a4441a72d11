// Every declaration of the companion packages checks in a user's program.
export * as codegen from "@kubex/codegen";
export * as testing from "@kubex/testing";
