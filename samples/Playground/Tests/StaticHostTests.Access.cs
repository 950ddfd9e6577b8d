using Microsoft.Playwright;

namespace LstmGen.Samples.Playground.Tests;

public sealed partial class StaticHostTests
{
    [BrowserFact]
    public async Task Everything_has_a_name_for_a_screen_reader()
    {
        await using Visit visit = await Open("unrolled");
        foreach (string name in Names)
        {
            await visit.Go(name);
            await visit.Page.Locator(".emitted a").First.WaitForAsync();
            string[] nameless = await visit.Page.EvaluateAsync<string[]>(
                """
                () => {
                  const named = element => (element.getAttribute('aria-label') ?? '').trim() || [...element.labels ?? []].some(label => label.textContent.trim())
                    || (['BUTTON', 'A', 'SUMMARY'].includes(element.tagName) && element.textContent.trim());
                  const all = document.querySelectorAll('button, a[href], summary, input, select, textarea, progress, [role=img], [role=application], [role=group], [role=region]');
                  return [...all].filter(element => !element.closest('[hidden]') && !named(element)).map(element => element.outerHTML.slice(0, 120));
                }
                """);
            Assert.Empty(nameless);
            Assert.Equal(1, await visit.Page.Locator("h1").CountAsync());
            Assert.Equal("page", await visit.Page.Locator($"nav a[href='#{name}']").GetAttributeAsync("aria-current"));
        }

        visit.Clean();
    }

    [BrowserFact]
    public async Task Keys_alone_reach_and_use_everything()
    {
        await using Visit visit = await Open("unrolled");
        await visit.Page.Locator(".emitted a").First.WaitForAsync();
        IKeyboard keys = visit.Page.Keyboard;
        await keys.PressAsync("Tab");
        Assert.Equal("skip", await Focused(visit));
        await keys.PressAsync("Enter");
        Assert.Equal("main", await Focused(visit));
        foreach (string id in new[] { "text", "cell", "length", "step", "play", "back", "forward" })
        {
            await keys.PressAsync("Tab");
            Assert.Equal(id, await Focused(visit));
        }

        await Assertions.Expect(visit.Page.Locator(".chain g[data-step]").First).ToBeAttachedAsync();
        await keys.PressAsync("Shift+Tab");
        await keys.PressAsync("Enter");
        await Assertions.Expect(visit.Page.Locator(".chain g.later")).ToHaveCountAsync(1);
        foreach (string id in new[] { "play", "step" })
        {
            await keys.PressAsync("Shift+Tab");
            Assert.Equal(id, await Focused(visit));
        }

        await keys.PressAsync("Home");
        await Assertions.Expect(visit.Page.Locator(".chain g.now")).ToHaveAttributeAsync("data-step", "0");
        await keys.PressAsync("ArrowRight");
        await Assertions.Expect(visit.Page.Locator(".chain g.now")).ToHaveAttributeAsync("data-step", "1");

        // Every page by keys: its link, then all that can be focused is reached by Tab.
        foreach (string name in Names)
        {
            await visit.Page.Locator($"nav a[href='#{name}']").FocusAsync();
            await keys.PressAsync("Enter");
            await visit.Page.Locator($"main[data-page='{name}'] .emitted a").First.WaitForAsync();
            await visit.Page.Locator("main").FocusAsync();
            int stops = await visit.Page.EvaluateAsync<int>(
                """
                () => new Set([...document.querySelectorAll('main button:not(:disabled), main input:not(:disabled), main select, main textarea, main summary')]
                  .filter(element => element.checkVisibility()).map(element => element.type === 'radio' ? element.name : element)).size
                """);
            var seen = new HashSet<string>();
            for (int press = 0; press < 60; press++)
            {
                await keys.PressAsync("Tab");
                string found = await visit.Page.EvaluateAsync<string>(
                    """
                    () => {
                      const one = document.activeElement;
                      if (!one.closest('main') || !one.matches('button, input, select, textarea, summary')) return '';
                      one.dataset.stop ??= one.type === 'radio' ? one.name : String(document.stops = (document.stops ?? 0) + 1);
                      return one.dataset.stop;
                    }
                    """);
                if (found.Length > 0)
                    seen.Add(found);
            }

            Assert.Equal(stops, seen.Count);
        }

        visit.Clean();
    }

    [BrowserFact]
    public async Task Pages_fit_a_phone()
    {
        await using Visit visit = await Open("unrolled", width: 360);
        foreach (string name in Names)
        {
            await visit.Go(name);
            await visit.Page.Locator(".emitted a").First.WaitForAsync();
            int width = await visit.Page.EvaluateAsync<int>("() => document.scrollingElement.scrollWidth");
            Assert.True(width <= 360, $"{name} is {width} pixels wide");
        }

        visit.Clean();
    }

    [BrowserFact]
    public async Task Text_can_be_read_in_light_and_dark()
    {
        foreach (bool dark in new[] { false, true })
        {
            await using Visit visit = await Open("unrolled", dark: dark);
            foreach (string name in Names)
            {
                await visit.Go(name);
                await visit.Page.Locator(".emitted a").First.WaitForAsync();
                string[] faint = await visit.Page.EvaluateAsync<string[]>(ContrastScript);
                Assert.Empty(faint);
            }

            bool wasDark = await IsDark(visit);
            Assert.Equal(dark, wasDark);
            await visit.Find("theme").ClickAsync();
            Assert.NotEqual(wasDark, await IsDark(visit));
            await visit.Page.ReloadAsync();
            await visit.Page.Locator("h1").WaitForAsync();
            Assert.NotEqual(wasDark, await IsDark(visit));
            visit.Clean();
        }
    }

    // Texts whose contrast with their background is below 4.5 (WCAG 2.1, level AA).
    private const string ContrastScript =
        """
        () => {
          const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
          const rgb = color => { canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = color; canvas.fillRect(0, 0, 1, 1); return [...canvas.getImageData(0, 0, 1, 1).data]; };
          const light = c => c.slice(0, 3).map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4).reduce((sum, v, k) => sum + v * [0.2126, 0.7152, 0.0722][k], 0);
          const behind = element => { for (let one = element; one; one = one.parentElement) { const c = rgb(getComputedStyle(one).backgroundColor); if (c[3] > 250) return c; } return [255, 255, 255]; };
          return [...document.querySelectorAll('main *, header *, footer *')].filter(element => element.checkVisibility() && !element.disabled && !element.closest('svg, .hidden, :disabled')
            && [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim())).flatMap(element => {
            const a = light(rgb(getComputedStyle(element).color)), b = light(behind(element));
            const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
            return contrast < 4.5 ? [`${contrast.toFixed(2)}: ${element.outerHTML.slice(0, 100)}`] : [];
          });
        }
        """;

    private static Task<bool> IsDark(Visit visit) => visit.Page.EvaluateAsync<bool>(
        "() => { const c = getComputedStyle(document.body).backgroundColor.match(/[0-9.]+/g).map(Number); return c[0] "
        + "+ c[1] + c[2] < 300; }");

    private static Task<string> Focused(Visit visit) =>
        visit.Page.EvaluateAsync<string>(
            "() => document.activeElement.type === 'radio' ? document.activeElement.name : document.activeElement.id");
}
