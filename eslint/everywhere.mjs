/** Syntax that no room of this repository uses. Other rule sets add to this list, because a later list replaces it. */
export const syntaxNowhere = [
  { selector: 'ExportDefaultDeclaration', message: 'Named exports only: one name for one thing.' },
  { selector: 'ExportAllDeclaration', message: 'Name what the door offers.' },
];

const directive = /^\s*eslint-disable/;

/** A disabled rule states its reason: `// eslint-disable-next-line rule -- reason`. */
const reasonedDirective = {
  meta: { type: 'suggestion', schema: [], messages: { reason: 'State why the rule is disabled: "-- reason".' } },
  create: (context) => ({
    Program() {
      for (const comment of context.sourceCode.getAllComments()) {
        if (directive.test(comment.value) && !/ -- \S/.test(comment.value)) {
          context.report({ loc: comment.loc, messageId: 'reason' });
        }
      }
    },
  }),
};

export const ownPlugin = { rules: { 'reasoned-directive': reasonedDirective } };
