import { stackFrames } from './stack';

describe('a recorded call stack', () => {
  it('names the script of each line that has one', () => {
    const frames = stackFrames(
      '    at save (http://localhost:8080/app.js?v=1:10:5)\n    at http://localhost:8080/:3:1\n    at Array.map (<anonymous>)\n',
    );
    expect(frames.map(({ url }) => url)).toEqual([
      'http://localhost:8080/app.js?v=1',
      'http://localhost:8080/',
      '',
    ]);
    expect(frames[0]).toEqual({
      before: '    at save (',
      place: 'http://localhost:8080/app.js?v=1:10:5',
      url: 'http://localhost:8080/app.js?v=1',
      after: ')',
    });
  });

  it('leads nowhere but to web pages', () => {
    expect(stackFrames('    at x (javascript:alert(1):1:1)')[0]?.url).toBe('');
  });
});
