using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace LstmGen.AspNetCore.Tests;

/// <summary>What a request gets: the direct call's bits, or problem details.</summary>
public class ServiceTests
{
    private static readonly float[][] Rows = [[0.1f, -0.2f], [0.3f, 0.4f], [-0.5f, 0.6f]];

    [Fact]
    public async Task An_answer_is_what_a_direct_call_gives()
    {
        using var folder = new ModelFolder();
        var saved = new Reader(seed: 5);
        saved.Save(folder.File);
        await using Host host = await Host.Start(services => services.AddRecurrentModel<Reader>(folder.File), Map);
        using HttpResponseMessage response = await host.Client.PostAsJsonAsync("/predict", Rows);
        Assert.Equal(saved.Predict([0.1f, -0.2f, 0.3f, 0.4f, -0.5f, 0.6f]).ToArray(), await response.Content.ReadFromJsonAsync<float[]>());
        Assert.Same(host.Services.GetRequiredService<Reader>(), host.Services.GetRequiredService<LoadedModel<Reader>>().Model);
    }

    [Theory]
    [InlineData("[]", "There is no row")]
    [InlineData("[[1,2],[3]]", "Row 1 has 1 values; Reader reads 2")]
    [InlineData("[[1,2],null]", "Row 1 has 0 values")]
    [InlineData("[[1,1e39]]", "Row 0, value 1 is")]
    public async Task Bad_input_is_answered_by_400_with_problem_details(string body, string expected)
    {
        using var folder = new ModelFolder();
        new Reader(1).Save(folder.File);
        await using Host host = await Host.Start(services => services.AddRecurrentModel<Reader>(folder.File), Map);
        using HttpResponseMessage response = await host.Client.PostAsync("/predict", new StringContent(body, null, "application/json"));
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        using JsonDocument problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        Assert.Equal(400, problem.RootElement.GetProperty("status").GetInt32());
        Assert.Contains(expected, problem.RootElement.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Token_ids_outside_the_vocabulary_are_bad_input_too()
    {
        using var folder = new ModelFolder();
        new TokenReader(1).Save(folder.File);
        await using Host host = await Host.Start(
            services => services.AddRecurrentModel<TokenReader>(folder.File),
            app => app.MapPost("/tokens", (int[] ids, TokenReader model) => model.Predict(ids).ToArray()).WithModelInputErrors());
        using HttpResponseMessage good = await host.Client.PostAsJsonAsync("/tokens", new[] { 1, 2, 9 });
        Assert.Equal(HttpStatusCode.OK, good.StatusCode);
        using HttpResponseMessage bad = await host.Client.PostAsJsonAsync("/tokens", new[] { 1, 10 });
        Assert.Equal(HttpStatusCode.BadRequest, bad.StatusCode);
        Assert.Contains("10", await bad.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => ModelInput.Features(new TokenReader(1), Rows));
    }

    [Fact]
    public async Task A_fault_of_the_service_itself_is_not_taken_for_bad_input()
    {
        using var folder = new ModelFolder();
        new Reader(1).Save(folder.File);
        await using Host host = await Host.Start(
            services => services.AddRecurrentModel<Reader>(folder.File),
            app => app.MapGet("/fault", string () => throw new InvalidOperationException("broken")).WithModelInputErrors());
        using HttpResponseMessage response = await host.Client.GetAsync(new Uri("/fault", UriKind.Relative));
        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
    }

    [Fact]
    public async Task A_file_that_does_not_fit_stops_the_start()
    {
        using var folder = new ModelFolder();
        new SmallReader(1).Save(folder.File);
        SafetensorsException wrong =
            await Assert.ThrowsAsync<SafetensorsException>(
                () => Host.Start(services => services.AddRecurrentModel<Reader>(folder.File), Map));
        Assert.Contains(folder.File, wrong.Message, StringComparison.Ordinal);
        File.Delete(folder.File);
        await Assert.ThrowsAsync<FileNotFoundException>(() => Host.Start(services => services.AddRecurrentModel<Reader>(folder.File), Map));
    }

    [Fact]
    public async Task A_function_that_makes_no_model_stops_the_start_and_is_named()
    {
        using var folder = new ModelFolder();
        new Reader(1).Save(folder.File);
        InvalidOperationException wrong = await Assert.ThrowsAsync<InvalidOperationException>(
            () => Host.Start(services => services.AddRecurrentModel<Reader>(folder.File, _ => null!), Map));
        Assert.Equal("The function that was given to AddRecurrentModel<Reader> returned null. Return a model.", wrong.Message);
    }

    [Fact]
    public void What_cannot_be_added_is_refused_at_once()
    {
        var services = new ServiceCollection();
        services.AddRecurrentModel<Reader>("a.safetensors");
        Assert.Contains(
            "Reader was added before", Assert.Throws<ArgumentException>(() => services.AddRecurrentModel<Reader>("b.safetensors")).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => services.AddRecurrentModel<TokenReader>(""));
        Assert.Contains(
            "constructor", Assert.Throws<ArgumentException>(() => services.AddRecurrentModel<EncoderDecoder>("a.safetensors")).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("00:00:00", false)]
    [InlineData("-00:00:01", false)]
    [InlineData("00:00:00.0005", false)]
    [InlineData("00:00:00.0010000", true)]
    [InlineData("49.17:02:47.2940000", true)]
    [InlineData("49.17:02:47.2950000", false)]
    [InlineData("60.00:00:00", false)]
    public void A_check_interval_is_one_that_a_timer_takes(string text, bool taken)
    {
        RecurrentModelOptions options = new() { CheckInterval = TimeSpan.Parse(text, CultureInfo.InvariantCulture) };
        var services = new ServiceCollection();
        if (taken)
        {
            services.AddRecurrentModel<Reader>("a.safetensors", options);
            new PeriodicTimer(options.CheckInterval).Dispose();
            return;
        }

        Assert.Contains(
            $"CheckInterval is {options.CheckInterval}; give from 1 millisecond",
            Assert.Throws<ArgumentOutOfRangeException>(() => services.AddRecurrentModel<Reader>("a.safetensors", options)).Message,
            StringComparison.Ordinal);
        Assert.Empty(services);
    }

    private static void Map(WebApplication app) =>
        app.MapPost(
            "/predict", (float[][] rows, Reader model) => model.Predict(ModelInput.Features(model, rows)).ToArray()).WithModelInputErrors();
}
