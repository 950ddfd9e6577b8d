using LstmGen.AspNetCore;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LstmGen.Samples.Service;

/// <summary>A service of forecasts: one sequence, many at once, or value by value over a connection that stays open.</summary>
public static class ForecastService
{
    /// <summary>The service, not started yet.</summary>
    /// <param name="file">The model's file; it is loaded again when it changes.</param>
    /// <param name="args">Arguments for ASP.NET Core, such as <c>--urls http://127.0.0.1:5000</c>.</param>
    public static WebApplication Build(string file, params string[] args)
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
        builder.Services.AddProblemDetails();
        builder.Services.AddRecurrentModel<SineForecaster>(file, new RecurrentModelOptions { ReloadOnChange = true });
        builder.Services.AddSingleton<ClientStreams>();
        WebApplication app = builder.Build();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.MapHealthChecks("/health");
        RouteGroupBuilder forecasts = app.MapGroup("/").WithModelInputErrors();
        forecasts.MapPost("/predict", Predict);
        forecasts.MapPost("/batch", PredictBatch);
        forecasts.MapGet("/stream/{client}", Listen);
        forecasts.MapPost("/stream/{client}", Send);
        return app;
    }

    // A row for each step: [[0.1], [0.2]]. What Predict gives is valid until the thread's next prediction, so it is copied.
    private static float[] Predict(float[][] rows, SineForecaster model) => model.Predict(ModelInput.Features(model, rows)).ToArray();

    // Sequences of any lengths are computed side by side: in one batch, so that all are computed with the same weights.
    private static float[][] PredictBatch(float[][][] sequences, SineForecaster model)
    {
        if (sequences.Length is 0 or > 1000)
            throw new ArgumentException($"There are {sequences.Length} sequences. Send 1 to 1000.", nameof(sequences));
        return model.Predict(
            SequenceSet.FromFeatures([.. sequences.Select(rows => ModelInput.Features(model, rows))], SineForecaster.Description.Features),
            batchSize: sequences.Length);
    }

    // Opens a stream of its own state: an event 'open', then an event 'forecast' for each value that is sent.
    private static Results<ServerSentEventsResult<float[]>, Conflict<string>> Listen(
        string client, ClientStreams streams, CancellationToken gone) =>
        streams.TryOpen(client) is { } stream
            ? TypedResults.ServerSentEvents(stream.Forecasts(gone))
            : TypedResults.Conflict($"'{client}' is connected already. Take another name.");

    private static Results<Accepted, NotFound<string>, ProblemHttpResult> Send(
        string client, float[] row, ClientStreams streams, SineForecaster model)
    {
        float[] values = ModelInput.Features(model, [row]);
        if (streams.Find(client) is not { } stream)
            return TypedResults.NotFound($"'{client}' is not connected. Open GET /stream/{client} first, and read what comes.");
        return stream.TrySend(values)
            ? TypedResults.Accepted((string?)null)
            : TypedResults.Problem(
                $"{ClientStream.MostWaiting} steps of '{client}' wait already. Read their forecasts first, then send on.",
                statusCode: StatusCodes.Status429TooManyRequests);
    }
}
