import { config } from 'zod';

// zod would compile its checks with `new Function`, which the content security policy forbids. Imported before any
// schema: zod asks the browser when the first one is made.
config({ jitless: true });
