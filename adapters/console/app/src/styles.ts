import '@mantine/core/styles.css';
// After Mantine's, which it corrects.
import './global.css';
