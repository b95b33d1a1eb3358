// Validity: the HTML as the node sent it, not as the browser mended it.
import { HtmlValidate } from 'html-validate';

const validator = new HtmlValidate({
  root: true,
  extends: ['html-validate:standard'],
  rules: { 'doctype-style': 'off', 'no-trailing-whitespace': 'off', 'void-style': 'off' },
});

// markup returns one line for each fault in a document.
export async function markup(html) {
  const report = await validator.validateString(html);
  return report.results.flatMap(r => r.messages.map(m => `${m.line}:${m.column} ${m.ruleId}: ${m.message}`));
}
