using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace LstmGen.AspNetCore;

/// <summary>Answers bad input with problem details.</summary>
public static class ModelInputErrors
{
    /// <summary>
    /// An <see cref="ArgumentException"/> that the endpoint throws, as a model does for input that it cannot read, becomes the answer 400
    /// with problem details (RFC 9457) whose <c>detail</c> is the message. Other exceptions stay what they are.
    /// </summary>
    /// <param name="builder">An endpoint or a group of endpoints, such as <c>app.MapPost(...)</c> gives.</param>
    /// <returns>The same.</returns>
    public static TBuilder WithModelInputErrors<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.AddEndpointFilter(async (context, next) =>
    {
        try
        {
            return await next(context).ConfigureAwait(false);
        }
        catch (ArgumentException e)
        {
            return TypedResults.Problem(e.Message, statusCode: StatusCodes.Status400BadRequest, title: "The model cannot read this input.");
        }
    });
}
