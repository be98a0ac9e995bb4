package io.camelid.simulator;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The smallest numbers and texts that fit a schema's bounds. */
final class SchemaScalars {

    private static final String TEXT = "text";
    private static final BigDecimal HALF = new BigDecimal("0.5");

    private SchemaScalars() {}

    /** {@code text}, repeated or cut to fit. */
    static String text(Map<String, @Nullable Object> schema) {
        int least = Schemas.count(schema, "minLength");
        String text = TEXT.repeat(Math.max(1, Math.ceilDiv(least, TEXT.length())));
        text = text.substring(0, Math.max(least, TEXT.length()));
        return schema.get("maxLength") instanceof Number most && most.longValue() < text.length()
                ? text.substring(0, Math.max(0, most.intValue()))
                : text;
    }

    /** {@code 1}, moved to fit. */
    static Number integer(Map<String, @Nullable Object> schema) {
        BigDecimal step = decimal(schema.get("multipleOf"));
        Bounds bounds = Bounds.of(schema, BigDecimal.ONE);
        return bounds.move(BigDecimal.ONE, step == null ? BigDecimal.ONE : step).toBigInteger();
    }

    /** {@code 1.5}, moved to fit. */
    static Number number(Map<String, @Nullable Object> schema) {
        Bounds bounds = Bounds.of(schema, HALF);
        return bounds.move(new BigDecimal("1.5"), decimal(schema.get("multipleOf")));
    }

    private record Bounds(
            @Nullable BigDecimal least, @Nullable BigDecimal most) {

        /** @param beyond how far to go beyond a bound that is excluded, where there is room */
        static Bounds of(Map<String, @Nullable Object> schema, BigDecimal beyond) {
            BigDecimal above = decimal(schema.get("exclusiveMinimum"));
            BigDecimal below = decimal(schema.get("exclusiveMaximum"));
            BigDecimal margin = above == null || below == null
                    ? beyond
                    : beyond.min(below.subtract(above).multiply(HALF));
            return new Bounds(
                    later(decimal(schema.get("minimum")), above == null ? null : above.add(margin)),
                    sooner(decimal(schema.get("maximum")), below == null ? null : below.subtract(margin)));
        }

        /** @param step null where any value will do */
        BigDecimal move(BigDecimal wanted, @Nullable BigDecimal step) {
            if (least != null && wanted.compareTo(least) < 0) {
                return onStep(least, step, RoundingMode.CEILING);
            }
            if (most != null && wanted.compareTo(most) > 0) {
                return onStep(most, step, RoundingMode.FLOOR);
            }
            return onStep(wanted, step, RoundingMode.CEILING);
        }
    }

    private static BigDecimal onStep(BigDecimal value, @Nullable BigDecimal step, RoundingMode mode) {
        return step == null || step.signum() <= 0
                ? value
                : value.divide(step, 0, mode).multiply(step);
    }

    private static @Nullable BigDecimal decimal(@Nullable Object value) {
        return value instanceof Number number ? new BigDecimal(number.toString()) : null;
    }

    private static @Nullable BigDecimal later(@Nullable BigDecimal a, @Nullable BigDecimal b) {
        return a == null || b == null ? (a == null ? b : a) : a.max(b);
    }

    private static @Nullable BigDecimal sooner(@Nullable BigDecimal a, @Nullable BigDecimal b) {
        return a == null || b == null ? (a == null ? b : a) : a.min(b);
    }
}
